package eu.volens.merkle.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.merkle.ConsistencyProof;
import eu.volens.merkle.Hash;
import eu.volens.merkle.InclusionProof;
import eu.volens.merkle.NaiveTree;
import eu.volens.merkle.TilePath;
import eu.volens.merkle.TreeHead;
import eu.volens.merkle.TreeHasher;
import eu.volens.merkle.append.TiledLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TiledTreeTest {

    private static final int ALL_PAIRS_MAX = 70;
    private static final int LARGE = 70_000;

    private static Hash leaf(int index) {
        return new TreeHasher().leaf(NaiveTree.entry(index));
    }

    /** The tiles of a tree, and only those. */
    private static Map<TilePath, byte[]> tiles(int size) {
        Map<TilePath, byte[]> tiles = new HashMap<>();
        TiledLog log = new TiledLog(tiles::put);
        for (int i = 0; i < size; i++) {
            log.append(leaf(i));
        }
        log.flush();
        return tiles;
    }

    private static TileSource source(Map<TilePath, byte[]> tiles) {
        return path -> {
            byte[] tile = tiles.get(path);
            if (tile == null) {
                throw new IllegalStateException("asked for " + path + ", which the tree does not have");
            }
            return tile;
        };
    }

    @Test
    void everySmallProofIsThatOfTheDefinition() {
        NaiveTree naive = NaiveTree.of(ALL_PAIRS_MAX);
        for (int size = 1; size <= ALL_PAIRS_MAX; size++) {
            TiledTree tree = new TiledTree(size, source(tiles(size)));
            assertThat(tree.head()).isEqualTo(new TreeHead(size, naive.root(size)));
            for (int m = 0; m < size; m++) {
                assertThat(tree.inclusion(m)).isEqualTo(new InclusionProof(m, size, naive.inclusion(m, size)));
                assertThat(tree.consistency(m + 1)).isEqualTo(new ConsistencyProof(m + 1, size, naive.consistency(m + 1, size)));
            }
        }
    }

    @Test
    void theProofsOfLargeTreesHold() {
        Random random = new Random(6962);
        List<Integer> sizes = new ArrayList<>(List.of(255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, LARGE));
        random.ints(6, 1, LARGE).forEach(sizes::add);
        Map<Integer, Hash> roots = new HashMap<>();
        for (int size : sizes) {
            roots.put(size, new TiledTree(size, source(tiles(size))).head().root());
        }
        for (int size : sizes) {
            TiledTree tree = new TiledTree(size, source(tiles(size)));
            random.ints(40, 0, size).forEach(index -> assertThat(tree.inclusion(index).holds(leaf(index), roots.get(size))).isTrue());
            sizes.stream().filter(old -> old <= size)
                    .forEach(old -> assertThat(tree.consistency(old).holds(roots.get(old), roots.get(size))).isTrue());
        }
    }

    @Test
    void theRootOfALargeTreeIsThatOfTheDefinition() {
        assertThat(new TiledTree(66_000, source(tiles(66_000))).head().root()).isEqualTo(NaiveTree.of(66_000).root(66_000));
    }

    @Test
    void aTreeIsReadFromTheTilesOfALaterOne() {
        Map<TilePath, byte[]> later = tiles(1000);
        TileSource full = path -> later.entrySet().stream()
                .filter(tile -> tile.getKey().level() == path.level() && tile.getKey().index() == path.index())
                .map(Map.Entry::getValue).findFirst().orElseThrow();
        assertThat(new TiledTree(700, full).head().root()).isEqualTo(NaiveTree.of(700).root(700));
    }

    @Test
    void theEmptyTreeHasARootAndNoProofs() {
        TiledTree empty = new TiledTree(0, source(Map.of()));
        assertThat(empty.head()).isEqualTo(new TreeHead(0, TreeHasher.EMPTY_ROOT));
        assertThatThrownBy(() -> empty.inclusion(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> empty.consistency(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void questionsBeyondTheTreeAreRefused() {
        TiledTree tree = new TiledTree(5, source(tiles(5)));
        assertThatThrownBy(() -> tree.inclusion(5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tree.inclusion(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tree.consistency(6)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tree.consistency(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTileThatIsTooShortIsNoticed() {
        assertThatThrownBy(() -> new TiledTree(5, path -> new byte[4 * Hash.BYTES]).head())
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("tile/0/000.p/5");
    }
}
