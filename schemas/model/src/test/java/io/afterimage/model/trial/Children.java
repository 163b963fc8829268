package io.afterimage.model.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Child processes that do what a model's native code may do to them. */
final class Children {
    private Children() {}

    private static TrialFolder begin(String[] args) throws IOException {
        TrialFolder folder = new TrialFolder(Path.of(args[0]));
        Files.createFile(folder.begun());
        return folder;
    }

    /** By reflection, as the compiler warns of the class itself. */
    private static Object unsafe(String method, List<Class<?>> types, Object... arguments)
            throws ReflectiveOperationException {
        Class<?> unsafe = Class.forName("sun.misc.Unsafe");
        var field = unsafe.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        return unsafe.getMethod(method, types.toArray(new Class<?>[0])).invoke(field.get(null), arguments);
    }

    /** Never ends, and leaves files behind as native libraries do. */
    static final class Hangs {
        public static void main(String[] args) throws Exception {
            Files.createFile(
                    Files.createDirectory(begin(args).path().resolve("natives")).resolve("library.so"));
            new CountDownLatch(1).await();
        }
    }

    /** Takes native memory without end. */
    static final class EatsMemory {
        public static void main(String[] args) throws Exception {
            begin(args);
            long block = 16 << 20;
            while (true) {
                Object address = unsafe("allocateMemory", List.of(long.class), block);
                unsafe("setMemory", List.of(long.class, long.class, byte.class), address, block, (byte) 1);
            }
        }
    }

    /** Writes to address 0. */
    static final class Crashes {
        public static void main(String[] args) throws Exception {
            begin(args);
            unsafe("putLong", List.of(long.class, long.class), 0L, 1L);
        }
    }

    /** Is ended by a signal that Java does not handle, as abort() of C does. */
    static final class Aborts {
        public static void main(String[] args) throws Exception {
            begin(args);
            String self = Long.toString(ProcessHandle.current().pid());
            var unused = new ProcessBuilder("kill", "-ABRT", self).start();
            new CountDownLatch(1).await();
        }
    }

    /** Ends in order, but says nothing. */
    static final class SaysNothing {
        public static void main(String[] args) throws Exception {
            begin(args);
        }
    }

    /** Gives something else than a verdict. */
    static final class SaysNonsense {
        public static void main(String[] args) throws Exception {
            Files.writeString(begin(args).verdict(), "FINE \u0007");
        }
    }

    /** Gives a verdict that is too long to be one. */
    static final class SaysTooMuch {
        public static void main(String[] args) throws Exception {
            Files.write(begin(args).verdict(), new byte[1 << 20]);
        }
    }

    /** Writes more than a pipe holds, and accepts. */
    static final class Talks {
        public static void main(String[] args) throws Exception {
            TrialFolder folder = begin(args);
            for (int i = 0; i < 1 << 16; i++) {
                System.out.println("line " + i);
            }
            new Verdict(null).write(folder.verdict());
        }
    }

    /** Ends before it could begin, as without its libraries. */
    static final class DoesNotBegin {
        public static void main(String[] args) {
            System.err.println("no runtime here");
            System.exit(1);
        }
    }

    /** Waits for the end of its parent, which comes at once as this is its own. */
    static final class LosesItsParent {
        public static void main(String[] args) throws Exception {
            TrialFolder folder = begin(args);
            System.in.close();
            TrialMain.endWithParent(folder);
            new CountDownLatch(1).await();
        }
    }
}
