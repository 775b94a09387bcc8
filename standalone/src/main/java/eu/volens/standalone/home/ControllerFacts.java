package eu.volens.standalone.home;

import eu.volens.standalone.folder.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What the surroundings of the services have to know of the organisation they work for.
 *
 * @param name  as registered
 * @param brand as people know it
 * @param mail  where people write to about their data
 * @param site  the first site's id
 * @param zone  in which its clocks run
 */
public record ControllerFacts(String name, String brand, String mail, String site, ZoneId zone) {

    /**
     * Reads them from {@code controller.yaml} and {@code sites.yaml} of a controller's folder.
     *
     * @throws Refusal when there is no such controller
     */
    public static ControllerFacts read(Path controllers, String id) {
        Path folder = controllers.toAbsolutePath().normalize().resolve(id);
        if (!Files.isRegularFile(folder.resolve("controller.yaml"))) {
            throw new Refusal("there is no controller " + id + " in " + folder.getParent() + "; set VOLENS_CONTROLLERS_DIR to the folder that holds it");
        }
        try {
            YAMLMapper yaml = new YAMLMapper();
            JsonNode controller = yaml.readTree(folder.resolve("controller.yaml").toFile());
            JsonNode sites = yaml.readTree(folder.resolve("sites.yaml").toFile());
            return new ControllerFacts(controller.at("/name").asString(), controller.at("/brand").asString(controller.at("/name").asString()),
                    controller.required("contacts").required("mail").asString(), sites.at("/sites/0/id").asString(),
                    ZoneId.of(controller.at("/zone").asString("UTC")));
        } catch (JacksonException | DateTimeException e) {
            throw new Refusal("the controller in " + folder + " cannot be read: " + e.getMessage().lines().findFirst().orElse(""), e);
        }
    }
}
