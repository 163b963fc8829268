package io.afterimage.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/** Ports of the loopback address. */
public final class LocalPorts {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private LocalPorts() {}

    /** A port that nobody listens on at the moment. */
    public static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(address(0));
            return socket.getLocalPort();
        }
    }

    /** Whether somebody listens on the port, or it may not be listened on. */
    public static boolean inUse(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address(port));
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Whether a connection is accepted. */
    public static boolean answers(int port, Duration timeout) {
        try (Socket socket = new Socket()) {
            socket.connect(address(port), Math.toIntExact(timeout.toMillis()));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static InetSocketAddress address(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port);
    }
}
