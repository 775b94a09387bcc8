package eu.volens.standalone.house;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.mapper.MappingData;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.buf.MessageBytes;

/**
 * Sends a request to the virtual host of the resident whose path it is. The server has mapped it to the default host by then;
 * it is mapped again, by the decoded and normalised path, so no spelling of a path leads past a resident's own protection.
 */
final class PathRouter extends ValveBase {

    private static final String RETRY_SECONDS = "2";

    private volatile boolean open;

    PathRouter() {
        super(true);
    }

    void open() {
        open = true;
    }

    void shut() {
        open = false;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (!open) {
            answerNotYet(response);
            return;
        }
        if (!request.isAsyncDispatching()) {
            route(request);
        }
        getNext().invoke(request, response);
    }

    private static void route(Request request) throws IOException {
        String host = Resident.of(request.getDecodedRequestURI()).hostName();
        MappingData mapping = request.getMappingData();
        if (mapping.host != null && mapping.host.getName().equals(host)) {
            return;
        }
        mapping.recycle();
        MessageBytes hostName = MessageBytes.newInstance();
        hostName.setString(host);
        request.getConnector().getService().getMapper().map(hostName, request.getCoyoteRequest().decodedURI(), null, mapping);
    }

    private static void answerNotYet(Response response) throws IOException {
        response.setStatus(503);
        response.setHeader("Retry-After", RETRY_SECONDS);
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().write("Volens is starting or stopping. Try again in a moment.\n");
    }
}
