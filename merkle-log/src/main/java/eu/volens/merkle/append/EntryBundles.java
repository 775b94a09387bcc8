package eu.volens.merkle.append;

import eu.volens.merkle.EntryBundle;
import eu.volens.merkle.TilePath;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Writes entry bundles as {@link EntryBundle} reads them. */
public final class EntryBundles {

    private EntryBundles() {}

    /** @throws IllegalArgumentException for an entry of more than 65,535 bytes, which no bundle can hold, or more than 256 entries */
    public static byte[] encode(List<byte[]> entries) {
        if (entries.size() > TilePath.WIDTH_MAX) {
            throw new IllegalArgumentException("a bundle has at most " + TilePath.WIDTH_MAX + " entries, not " + entries.size());
        }
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            if (entry.length > EntryBundle.ENTRY_BYTES_MAX) {
                throw new IllegalArgumentException("an entry has at most " + EntryBundle.ENTRY_BYTES_MAX + " bytes, not " + entry.length);
            }
            bundle.write(entry.length >>> 8);
            bundle.write(entry.length);
            bundle.writeBytes(entry);
        }
        return bundle.toByteArray();
    }
}
