package eu.volens.merkle.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.merkle.Hash;
import eu.volens.merkle.NaiveTree;
import eu.volens.merkle.TilePath;
import eu.volens.merkle.TreeHasher;
import eu.volens.merkle.TreeHead;
import eu.volens.merkle.TreeTiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TiledLogTest {

    private final Map<TilePath, byte[]> stored = new HashMap<>();

    private static Hash leaf(int index) {
        return new TreeHasher().leaf(NaiveTree.entry(index));
    }

    private static void append(TiledLog log, int from, int to) {
        for (int i = from; i < to; i++) {
            log.append(leaf(i));
        }
    }

    @Test
    void theFrontierKnowsEveryRootAndOneHashPerBit() {
        NaiveTree naive = NaiveTree.of(300);
        Frontier frontier = new Frontier();
        for (int size = 0; size <= 300; size++) {
            assertThat(frontier.head()).isEqualTo(new TreeHead(size, naive.root(size)));
            assertThat(frontier.subtrees()).hasSize(Integer.bitCount(size));
            assertThat(new Frontier(size, frontier.subtrees()).head()).isEqualTo(frontier.head());
            if (size < 300) {
                frontier.append(naive.leaf(size));
            }
        }
        assertThatThrownBy(() -> new Frontier(3, List.of(leaf(0)))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTreeOfSeventyThousandHasTheTilesOfTheSpecification() {
        TiledLog log = new TiledLog(stored::put);
        append(log, 0, 70_000);
        log.flush();

        Set<String> paths = stored.keySet().stream().map(TilePath::path).collect(Collectors.toCollection(TreeSet::new));
        assertThat(paths).hasSize(273 + 1 + 1 + 1 + 1).contains("tile/0/000", "tile/0/272", "tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1");
        stored.forEach((path, hashes) -> assertThat(hashes).hasSize(path.width() * Hash.BYTES));
        TreeTiles tiles = new TreeTiles(70_000);
        assertThat(tiles.levels()).isEqualTo(3);
        stored.keySet().forEach(path -> assertThat(tiles.path(path.level(), path.index())).isEqualTo(path));
    }

    @Test
    void aTreeOf256HasAFullTileAndAPartialOneAbove() {
        TiledLog log = new TiledLog(stored::put);
        append(log, 0, 256);
        log.flush();
        assertThat(stored.keySet()).extracting(TilePath::path).containsExactlyInAnyOrder("tile/0/000", "tile/1/000.p/1");
        assertThat(Hash.of(stored.get(new TilePath(1, 0, 1)))).isEqualTo(log.head().root());
    }

    @Test
    void aLogGoesOnWhereverItStopped() {
        Random random = new Random(9162);
        NaiveTree naive = NaiveTree.of(2000);
        TiledLog log = new TiledLog(stored::put);
        int size = 0;
        while (size < 2000) {
            int next = Math.min(2000, size + 1 + random.nextInt(300));
            append(log, size, next);
            log.flush();
            size = next;
            assertThat(log.head()).isEqualTo(new TreeHead(size, naive.root(size)));
            log = TiledLog.resume(log.head(), stored::get, stored::put);
            assertThat(log.size()).isEqualTo(size);
        }
        TiledLog atOnce = new TiledLog((path, hashes) -> assertThat(stored).containsEntry(path, hashes));
        append(atOnce, 0, 2000);
        atOnce.flush();
    }

    @Test
    void aLogDoesNotGoOnFromTilesThatSomebodyChanged() {
        TiledLog log = new TiledLog(stored::put);
        append(log, 0, 700);
        log.flush();
        TreeHead head = log.head();
        for (TilePath tile : List.copyOf(stored.keySet())) {
            stored.get(tile)[tile.width() * Hash.BYTES - 1] ^= 1;
            if (tile.level() > 0 || tile.isPartial()) {
                assertThatThrownBy(() -> TiledLog.resume(head, stored::get, stored::put)).isInstanceOf(IllegalStateException.class);
            }
            stored.get(tile)[tile.width() * Hash.BYTES - 1] ^= 1;
        }
        assertThat(TiledLog.resume(head, stored::get, stored::put).head()).isEqualTo(head);
    }

    @Test
    void flushingTwiceWritesOnce() {
        List<TilePath> written = new ArrayList<>();
        TiledLog log = new TiledLog((path, hashes) -> written.add(path));
        append(log, 0, 3);
        log.flush();
        log.flush();
        assertThat(written).containsExactly(new TilePath(0, 0, 3));
    }
}
