//! A server on a thread of its own.

use std::future::Future;
use std::net::SocketAddr;
use std::thread::JoinHandle;

use tokio::net::TcpListener;
use tokio::runtime;
use tokio::sync::oneshot;

/// A server that listens on a free port of 127.0.0.1 until it is dropped.
///
/// It has a thread and a single-threaded runtime of its own: tests run on single-threaded runtimes
/// too, and one that blocks its thread (a synchronous client, a `std` lock, a busy loop) would wait
/// forever for a server that shares it. A thread costs some 50 µs, and ending its runtime ends
/// every connection, so nothing responds after the drop.
#[derive(Debug)]
pub(crate) struct Background {
    endpoint: String,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Background {
    /// Starts `serve` and waits until its port accepts connections.
    pub(crate) async fn start<S, F>(name: &str, serve: S) -> Self
    where
        S: FnOnce(TcpListener) -> F + Send + 'static,
        F: Future<Output = ()>,
    {
        let (stop, stopped) = oneshot::channel();
        let (ready, listening) = oneshot::channel();
        let thread = std::thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || run(serve, ready, stopped))
            .expect("the machine refuses another thread");
        let address = listening
            .await
            .expect("the server ended before it listened");
        Self {
            endpoint: format!("http://{address}"),
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    /// `http://127.0.0.1:PORT`.
    pub(crate) fn endpoint(&self) -> &str {
        &self.endpoint
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic of the thread has already been printed.
            let _ = thread.join();
        }
    }
}

fn run<S, F>(serve: S, ready: oneshot::Sender<SocketAddr>, stopped: oneshot::Receiver<()>)
where
    S: FnOnce(TcpListener) -> F,
    F: Future<Output = ()>,
{
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("the machine refuses another event loop");
    runtime.block_on(async move {
        let listener = TcpListener::bind("127.0.0.1:0")
            .await
            .expect("no free port on 127.0.0.1");
        let address = listener
            .local_addr()
            .expect("a bound socket has an address");
        if ready.send(address).is_err() {
            return; // whoever asked for the server is gone
        }
        tokio::select! {
            () = serve(listener) => {}
            _ = stopped => {}
        }
    });
}
