package io.afterimage.cli.stack;

import java.io.IOException;
import java.nio.file.Files;

/**
 * Where the console is.
 *
 * @param page its address, with which one may look
 * @param token what changes need; empty where it cannot be read, and the page asks for it at the first change
 */
public record ConsoleAddress(String page, String token) {
    /** The console that a trainer of the stack in this folder serves. */
    public static ConsoleAddress of(String trainer, DataFolder folder) {
        return new ConsoleAddress(trainer + "/", token(folder));
    }

    private static String token(DataFolder folder) {
        try {
            return Files.readString(folder.httpToken()).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** With the token, which the page takes out of its address at once. */
    @Override
    public String toString() {
        return token.isEmpty() ? page : page + "#token=" + token;
    }
}
