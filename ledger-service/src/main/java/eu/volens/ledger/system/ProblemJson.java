package eu.volens.ledger.system;

import java.io.IOException;
import java.util.LinkedHashMap;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.server.ServerHttpResponse;
import tools.jackson.databind.json.JsonMapper;

/** Problems written by hand, where no controller is at work yet. */
final class ProblemJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ProblemJson() {}

    static void write(ServerHttpResponse response, ProblemDetail problem) throws IOException {
        response.setStatusCode(HttpStatusCode.valueOf(problem.getStatus()));
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        response.getBody().write(bytes(problem));
        response.flush();
    }

    static byte[] bytes(ProblemDetail problem) {
        var members = new LinkedHashMap<String, Object>();
        members.put("type", String.valueOf(problem.getType()));
        members.put("title", String.valueOf(problem.getTitle()));
        members.put("status", problem.getStatus());
        members.put("detail", String.valueOf(problem.getDetail()));
        return MAPPER.writeValueAsBytes(members);
    }
}
