package eu.volens.rights.console;

import eu.volens.rights.holder.HolderAnswer;
import org.springframework.stereotype.Component;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What a holder answered, as JSON for eyes that want it unadorned. Templates call it {@code @rawJson}. */
@Component("rawJson")
public class RawJson {
    private final JsonMapper json;

    RawJson(JsonMapper json) {
        this.json = json.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();
    }

    public String of(HolderAnswer answer) {
        return json.writeValueAsString(answer);
    }
}
