//! The client side of the proxy: HTTP/1.1 with keep-alive.

use std::pin::pin;
use std::sync::Arc;

use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use super::answer::{AnswerBody, Cut};
use super::call::Call;
use super::play::Player;

/// Accepts connections until it is dropped. A change of `closing` closes idle ones.
pub(super) async fn serve(
    listener: TcpListener,
    player: Arc<Player>,
    closing: watch::Receiver<()>,
) {
    loop {
        // Failing to accept concerns one client (it disconnected, or descriptors ran out for a
        // moment); the others continue.
        if let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(converse(stream, Arc::clone(&player), closing.clone()));
        }
    }
}

async fn converse(stream: TcpStream, player: Arc<Player>, mut closing: watch::Receiver<()>) {
    // Small responses must not wait for Nagle's algorithm.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request| answer(request, Arc::clone(&player)));
    closing.mark_unchanged();
    let mut connection =
        pin!(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    // An error here is a client that disconnected, or a requested cut.
    tokio::select! {
        _ = &mut connection => return,
        // If the sender is gone, the proxy is being dropped.
        _ = closing.changed() => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}

async fn answer(
    request: Request<Incoming>,
    player: Arc<Player>,
) -> Result<Response<AnswerBody>, Cut> {
    let call = Call::read(request).await?;
    // A task of its own: hyper drops this future when the client disconnects, and a request under
    // way does not end with its client.
    let answer = tokio::spawn(async move { player.answer(call).await });
    let answer = answer.await.map_err(|_| Cut)??;
    Ok(answer.into_response())
}
