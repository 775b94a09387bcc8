package eu.volens.benchmarks.crash;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.merkle.Checkpoint;
import eu.volens.merkle.Hash;
import eu.volens.merkle.KeyType;
import eu.volens.merkle.SignedNote;
import eu.volens.merkle.TilePath;
import eu.volens.merkle.TreeHasher;
import eu.volens.merkle.append.Frontier;
import eu.volens.merkle.append.TiledLog;
import eu.volens.merkle.sign.CheckpointSigner;
import eu.volens.merkle.sign.SigningKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A signature over anything but the events that are there is found. */
class TreeCheckerTest {

    private static final SigningKey KEY = SigningKey.of("volens.example/crash", KeyType.ED25519, new byte[SigningKey.SEED_BYTES]);

    private final List<Hash> leaves = new ArrayList<>();
    private final Map<String, byte[]> tiles = new HashMap<>();

    @BeforeEach
    void aLogOfThreeHundred() {
        for (int i = 0; i < 300; i++) {
            leaves.add(new TreeHasher().leaf(new byte[] {(byte) i, (byte) (i >> 8)}));
        }
        var log = new TiledLog((tile, content) -> tiles.put(tile.level() + "/" + tile.index(), content));
        leaves.forEach(log::append);
        log.flush();
    }

    private static SignedNote signed(List<Hash> leaves, SigningKey key) {
        var frontier = new Frontier();
        leaves.forEach(frontier::append);
        return CheckpointSigner.sign(Optional.empty(), Checkpoint.of("volens.example/crash", frontier.head()), List.of(), List.of(key));
    }

    private List<Finding> check(SignedNote... seen) {
        return TreeChecker.check(KEY.verifierKey(), leaves, List.of(seen), Optional.of(signed(leaves, KEY)), this::tile);
    }

    private byte[] tile(TilePath tile) {
        return tiles.getOrDefault(tile.level() + "/" + tile.index(), new byte[0]);
    }

    @Test
    void checkpointsOfOneHistoryAreRight() {
        assertThat(check(signed(List.of(), KEY), signed(leaves.subList(0, 1), KEY), signed(leaves.subList(0, 256), KEY),
                signed(leaves.subList(0, 256), KEY))).isEmpty();
    }

    @Test
    void aRootOverOtherEventsIsFound() {
        List<Hash> others = new ArrayList<>(leaves.subList(0, 100));
        Collections.swap(others, 7, 8);
        assertThat(check(signed(others, KEY))).isNotEmpty().allMatch(finding -> finding.kind() == Finding.Kind.ROOT_MISMATCH);
    }

    @Test
    void twoRootsForOneSizeAreFound() {
        List<Hash> others = new ArrayList<>(leaves.subList(0, 100));
        Collections.swap(others, 7, 8);
        assertThat(check(signed(leaves.subList(0, 100), KEY), signed(others, KEY))).anyMatch(finding -> finding.what().startsWith("two roots"));
    }

    @Test
    void moreSignedThanThereIsIsFound() {
        List<Hash> more = new ArrayList<>(leaves);
        more.add(leaves.getFirst());
        assertThat(check(signed(more, KEY))).singleElement().matches(finding -> finding.what().contains("301 was signed, and 300"));
    }

    @Test
    void anotherSignatureIsFound() {
        var stranger = SigningKey.of("volens.example/crash", KeyType.ED25519, leaves.getFirst().toBytes());
        assertThat(check(signed(leaves, stranger))).singleElement().matches(finding -> finding.kind() == Finding.Kind.ROOT_MISMATCH);
    }

    @Test
    void aChangedTileIsFound() {
        tiles.get("0/0")[5] ^= 1;
        assertThat(check(signed(leaves.subList(0, 100), KEY))).isNotEmpty().allMatch(finding -> finding.kind() == Finding.Kind.ROOT_MISMATCH);
    }

    @Test
    void aMissingTileIsFound() {
        tiles.remove("0/1");
        assertThat(check()).singleElement().matches(finding -> finding.what().contains("not whole"));
    }
}
