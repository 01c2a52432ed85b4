//! Sources of credentials, one by one.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, thread};

use dynamite::Client;

use crate::server::answer;

/// Set in the children.
const CHILD: &str = "DYNAMITE_TEST_CHILD";

/// Sends one request with the credentials of the environment.
#[tokio::test]
async fn child() {
    if env::var_os(CHILD).is_none() {
        return;
    }
    let db = Client::from_env().await.unwrap();
    let described = db.sdk().describe_table().table_name("users").send().await;
    described.unwrap_err();
}

/// Files of a home folder, and the access key that they lead to.
struct Home(PathBuf);

impl Home {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join(".aws/sso/cache")).unwrap();
        Self(path)
    }

    fn file(self, path: &str, text: &str) -> Self {
        fs::write(self.0.join(path), text).unwrap();
        self
    }

    /// The access key that signs a request of a child with these variables.
    fn signed_by(&self, variables: &[(&str, &str)]) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let server = thread::spawn(move || answer(&listener));
        let child = Command::new(env::current_exe().unwrap())
            .args(["cases::child", "--exact", "--nocapture"])
            .env_clear()
            .env(CHILD, "1")
            .env("HOME", &self.0)
            .env("AWS_EC2_METADATA_DISABLED", "true")
            .env("AWS_ENDPOINT_URL", &endpoint)
            .env("PATH", env::var_os("PATH").unwrap_or_default())
            .envs(variables.iter().copied())
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&child.stderr);
        assert!(child.status.success(), "{text}");
        let authorization = server.join().unwrap();
        let key = authorization.split("Credential=").nth(1).unwrap();
        key.split('/').next().unwrap().to_owned()
    }
}

const REGION: (&str, &str) = ("AWS_REGION", "eu-central-1");

#[test]
fn variables_come_first() {
    let home = Home::new("variables").file(
        ".aws/credentials",
        "[default]\naws_access_key_id = FROMFILE\naws_secret_access_key = secret\n",
    );
    assert_eq!(home.signed_by(&[REGION]), "FROMFILE");
    let variables = [
        REGION,
        ("AWS_ACCESS_KEY_ID", "FROMVARIABLE"),
        ("AWS_SECRET_ACCESS_KEY", "secret"),
    ];
    assert_eq!(home.signed_by(&variables), "FROMVARIABLE");
}

#[test]
fn a_profile_has_keys_and_a_region() {
    let home = Home::new("profile").file(
        ".aws/config",
        "[profile dev]\nregion = eu-west-1\naws_access_key_id = FROMPROFILE\n\
         aws_secret_access_key = secret\n",
    );
    assert_eq!(home.signed_by(&[("AWS_PROFILE", "dev")]), "FROMPROFILE");
}

#[test]
fn a_profile_may_run_a_program() {
    let home = Home::new("process").file(
        "credentials.json",
        r#"{"Version": 1, "AccessKeyId": "FROMPROCESS", "SecretAccessKey": "secret"}"#,
    );
    let program = format!("cat {}", home.0.join("credentials.json").display());
    let config = format!("[default]\nregion = eu-west-1\ncredential_process = {program}\n");
    assert_eq!(
        home.file(".aws/config", &config).signed_by(&[]),
        "FROMPROCESS"
    );
}

/// What `aws sso login` leaves behind: a token, in a file that is named by the SHA-1 of the session.
#[test]
fn a_profile_may_be_of_a_session_of_sso() {
    let config = "[profile dev]\nsso_session = dev\nsso_account_id = 111122223333\n\
                  sso_role_name = Developer\nregion = eu-west-1\n\
                  [sso-session dev]\nsso_region = eu-west-1\n\
                  sso_start_url = https://example.awsapps.com/start\n";
    let token = r#"{"accessToken": "token", "expiresAt": "2100-01-01T00:00:00Z"}"#;
    let cached = ".aws/sso/cache/34c6fceca75e456f25e7e99531e2425c6c1de443.json";
    let home = Home::new("sso")
        .file(".aws/config", config)
        .file(cached, token);
    assert_eq!(home.signed_by(&[("AWS_PROFILE", "dev")]), "FROMSSO");
}
