package io.afterimage.classifier.live;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The memory of the C library, in which models live. Safe for many threads. */
final class NativeHeap {
    private static final Logger LOG = LoggerFactory.getLogger(NativeHeap.class);

    private NativeHeap() {}

    /**
     * Gives what is free back to the system: without it, a process that swaps models keeps growing. Milliseconds. Does
     * nothing where Java cannot: before 17.0.9, or with another C library than glibc.
     */
    static void trim() {
        try {
            // What "jcmd System.trim_native_heap" does (JDK-8268893).
            Object said = ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "systemTrimNativeHeap",
                            new Object[0],
                            new String[0]);
            LOG.debug("{}", said);
        } catch (JMException e) {
            LOG.debug("This Java cannot trim the native heap", e);
        }
    }
}
