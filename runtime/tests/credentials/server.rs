//! What the children send their requests to.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};

/// Answers for the service of SSO, refuses the request of DynamoDB, and returns its `Authorization`
/// header.
pub(crate) fn answer(listener: &TcpListener) -> String {
    loop {
        let (mut connection, _) = listener.accept().unwrap();
        let request = headers_of(&mut connection);
        if request.starts_with("GET /federation/credentials") {
            respond(&mut connection, "200 OK", SSO_CREDENTIALS);
            continue;
        }
        respond(&mut connection, "400 Bad Request", DENIED);
        let mut lines = request.lines();
        let is_authorization =
            |line: &&str| line.to_ascii_lowercase().starts_with("authorization:");
        return lines.find(is_authorization).unwrap().to_owned();
    }
}

const DENIED: &str = r#"{"__type":"com.amazonaws.dynamodb.v20120810#AccessDeniedException"}"#;

const SSO_CREDENTIALS: &str = r#"{"roleCredentials": {
    "accessKeyId": "FROMSSO",
    "secretAccessKey": "secret",
    "sessionToken": "token",
    "expiration": 4102444800000
}}"#;

fn headers_of(connection: &mut TcpStream) -> String {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    while !request.windows(4).any(|end| end == b"\r\n\r\n") {
        let read = connection.read(&mut buffer).unwrap();
        assert_ne!(read, 0, "the request ends before its headers do");
        request.extend_from_slice(&buffer[..read]);
    }
    String::from_utf8_lossy(&request).into_owned()
}

fn respond(connection: &mut TcpStream, status: &str, body: &str) {
    let response = format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\
         connection: close\r\n\r\n{body}",
        body.len()
    );
    connection.write_all(response.as_bytes()).unwrap();
}
