package eu.volens.ledger.banner;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * SHA-256 of what every visitor of a place is shown: the configuration as canonical JSON (RFC 8785), without what differs from one request to
 * the next. Strings, booleans, whole numbers, lists and sorted objects: for these, what is written here is that form.
 */
final class ConfigurationHash {

    private static final List<String> OF_THE_REQUEST = List.of("gpc", "snapshot");
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private ConfigurationHash() {}

    static String of(BannerConfiguration configuration) {
        ObjectNode members = MAPPER.valueToTree(configuration);
        members.remove(OF_THE_REQUEST);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(MAPPER.writeValueAsBytes(members)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
