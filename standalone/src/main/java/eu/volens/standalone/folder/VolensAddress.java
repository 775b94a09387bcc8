package eu.volens.standalone.folder;

import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Where the running Volens answers, as a command is told; without a slash at its end. */
public final class VolensAddress implements ITypeConverter<URI> {

    @Override
    public URI convert(String url) {
        try {
            URI address = URI.create(url.replaceAll("/+$", ""));
            if (Optional.ofNullable(address.getScheme()).orElse("").matches("https?") && address.getHost() != null && address.getQuery() == null) {
                return address;
            }
        } catch (IllegalArgumentException noAddress) {
            // Told below, with the others.
        }
        throw new TypeConversionException("it is not an address like http://localhost:8080");
    }
}
