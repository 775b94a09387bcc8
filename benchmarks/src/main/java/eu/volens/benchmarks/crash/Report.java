package eu.volens.benchmarks.crash;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Where a writer tells what it does: each line is handed to the operating system, whole, before the call returns. Any thread. */
final class Report {

    private final OutputStream out = new FileOutputStream(FileDescriptor.out);

    synchronized void tell(Line line) {
        try {
            out.write((line.write() + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
