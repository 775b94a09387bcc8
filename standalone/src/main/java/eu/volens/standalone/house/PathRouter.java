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
    private static final String NOT_YET = """
            Volens is starting or stopping. Try again in a moment.
            Volens démarre ou s’arrête. Réessayez dans un instant.
            Volens start op of stopt. Probeer het zo meteen opnieuw.
            Volens startet oder endet gerade. Versuchen Sie es gleich noch einmal.
            """;
    private static final String ILLEGIBLE = """
            This address cannot be read. Check it, or begin at the home page.
            Cette adresse est illisible. Vérifiez-la, ou partez de la page d’accueil.
            Dit adres is onleesbaar. Kijk het na, of begin op de startpagina.
            Diese Adresse ist nicht lesbar. Prüfen Sie sie, oder beginnen Sie auf der Startseite.
            """;

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
            response.setHeader("Retry-After", RETRY_SECONDS);
            answer(response, 503, NOT_YET);
            return;
        }
        if (request.getDecodedRequestURI() == null) {
            // The server could not make a path of what was sent, so it is nobody's.
            answer(response, 400, ILLEGIBLE);
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

    private static void answer(Response response, int status, String text) throws IOException {
        // An error that the server has noted already keeps everyone else from writing.
        response.setSuspended(false);
        response.setStatus(status);
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().write(text);
    }
}
