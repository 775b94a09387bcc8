package eu.volens.ledger.system;

import eu.volens.ledger.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * No body above {@value #BODY_BYTES_MAX} bytes gets in: refused at once when its length is announced, and while it is read when it is
 * not. A consent takes some hundreds of bytes. What is still on its way is waited for without a turn, so that whoever sends slowly keeps
 * nobody else waiting.
 */
final class BodyLimit extends OncePerRequestFilter {

    static final int BODY_BYTES_MAX = 64 * 1024;

    private final Turns turns;

    BodyLimit(Turns turns) {
        this.turns = turns;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > BODY_BYTES_MAX) {
            response.setStatus(Problem.BODY_TOO_LARGE.status().value());
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.getOutputStream().write(ProblemJson.bytes(problem()));
        } else {
            chain.doFilter(new Limited(request, turns), response);
        }
    }

    static ProblemDetail problem() {
        return Problem.BODY_TOO_LARGE.detail("A body may have " + BODY_BYTES_MAX + " bytes; send less.");
    }

    /** Thrown while a body is read. */
    static final class BodyTooLarge extends IOException {}

    private static final class Limited extends HttpServletRequestWrapper {

        private final Turns turns;
        private @Nullable LimitedStream stream;

        Limited(HttpServletRequest request, Turns turns) {
            super(request);
            this.turns = turns;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (stream == null) {
                stream = new LimitedStream(super.getInputStream(), turns);
            }
            return stream;
        }

        @Override
        public BufferedReader getReader() throws IOException {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }

    private static final class LimitedStream extends ServletInputStream {

        private final ServletInputStream body;
        private final Turns turns;
        private @Nullable ByteArrayInputStream late;
        private int bytesRead;

        LimitedStream(ServletInputStream body, Turns turns) {
            this.body = body;
            this.turns = turns;
        }

        @Override
        public int read() throws IOException {
            var read = here().read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            var read = here().read(buffer, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        /** The body as far as it has come; when nothing more is here, all the rest of it, once that has come. */
        private InputStream here() throws IOException {
            if (late == null && body.available() == 0 && !body.isFinished()) {
                late = new ByteArrayInputStream(turns.steppingAside(() -> body.readNBytes(BODY_BYTES_MAX + 1 - bytesRead)));
            }
            return late == null ? body : late;
        }

        private void count(int read) throws IOException {
            bytesRead += read;
            if (bytesRead > BODY_BYTES_MAX) {
                throw new BodyTooLarge();
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished() && (late == null || late.available() == 0);
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
