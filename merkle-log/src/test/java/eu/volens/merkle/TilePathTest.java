package eu.volens.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TilePathTest {

    @Test
    void pathsAreWrittenAsTheVectorsHaveThem() {
        assertThat(Vectors.rows("tile-paths.txt")).isNotEmpty().allSatisfy(row -> {
            int level = row.get(0).equals("entries") ? TilePath.ENTRIES : Integer.parseInt(row.get(0));
            TilePath tile = new TilePath(level, Long.parseLong(row.get(1)), Integer.parseInt(row.get(2)));
            assertThat(tile.path()).isEqualTo(row.get(3));
            assertThat(TilePath.parse(row.get(3))).isEqualTo(tile);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tile", "tile/0", "tile/0/", "tile/0/0", "tile/0/0000", "/tile/0/000", "tile/0/000/", "tile/00/000", "tile/-1/000",
            "tile/64/000", "tile/0/x000/001", "tile/0/001/x002", "tile/0/001/002", "tile/0/x001", "tile/0/000.p", "tile/0/000.p/", "tile/0/000.p/0",
            "tile/0/000.p/01", "tile/0/000.p/256", "tile/0/000.p/999", "tile/data/000", "tile/8/0/000", "tile/0/../000", "tile/0/000\n", "tile/0/００0",
            "tile/0/x009/x223/x372/x036/x854/x775/808", "tile/0/x999/x999/x999/x999/x999/x999/999", "tile/0/x001/x001/x009/x223/x372/x036/x854/x775/807",
            "tile\\0\\000", "TILE/0/000", "tile/entries/x0x1/000"})
    void anythingElseIsNoPath(String path) {
        assertThatThrownBy(() -> TilePath.parse(path)).isInstanceOf(MalformedException.class);
    }

    @Test
    void theTreeKnowsItsTiles() {
        TreeTiles tiles = new TreeTiles(70_000);
        assertThat(tiles.width(0, 272)).isEqualTo(256);
        assertThat(tiles.width(0, 273)).isEqualTo(112);
        assertThat(tiles.width(0, 274)).isZero();
        assertThat(tiles.width(TilePath.ENTRIES, 273)).isEqualTo(112);
        assertThat(tiles.tiles(1)).isEqualTo(2);
        assertThat(tiles.tiles(2)).isEqualTo(1);
        assertThat(tiles.tiles(3)).isZero();
        assertThat(new TreeTiles(0).levels()).isZero();
        assertThat(new TreeTiles(Long.MAX_VALUE).levels()).isEqualTo(8);
        assertThat(new TreeTiles(Long.MAX_VALUE).tiles(63)).isZero();
    }
}
