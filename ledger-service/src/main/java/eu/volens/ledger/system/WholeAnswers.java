package eu.volens.ledger.system;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers leave when they are whole. Spring flushes what it has written, so that the server must send it in chunks, with two calls to the
 * operating system; when nobody flushes, a short answer goes out in one, with its length. Not for what is sent while it is still made.
 */
final class WholeAnswers extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, new Unflushed(response));
    }

    private static final class Unflushed extends HttpServletResponseWrapper {

        Unflushed(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void flushBuffer() {
            // At the end.
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            return new UnflushedStream(super.getOutputStream());
        }
    }

    private static final class UnflushedStream extends ServletOutputStream {

        private final ServletOutputStream body;

        UnflushedStream(ServletOutputStream body) {
            this.body = body;
        }

        @Override
        public void write(int written) throws IOException {
            body.write(written);
        }

        @Override
        public void write(byte[] written, int offset, int length) throws IOException {
            body.write(written, offset, length);
        }

        @Override
        public void flush() {
            // At the end.
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            body.setWriteListener(listener);
        }
    }
}
