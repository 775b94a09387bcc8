package eu.volens.verifier;

import eu.volens.merkle.Checkpoint;
import eu.volens.merkle.ExportFacts;
import eu.volens.merkle.MalformedException;
import java.util.List;

/**
 * Which part of a log there is to judge. An export says so itself, and nothing vouches for that: so what it leaves out is named with every
 * verdict, and what it does hold is judged by the signed root as in a whole log.
 *
 * @param isExport whether it has {@code export.json}; a copy of a log without it has to be whole
 */
record Extent(ExportFacts facts, boolean isExport) {

    static Extent whole(Checkpoint checkpoint) {
        return new Extent(ExportFacts.whole(checkpoint.size()), false);
    }

    /** @throws UnprovenException does not hold, when the file is none, or speaks of another tree */
    static Extent of(byte[] file, Checkpoint checkpoint) {
        try {
            ExportFacts facts = ExportFacts.parse(file);
            if (facts.size() != checkpoint.size()) {
                throw UnprovenException.doesNotHold(ExportFacts.FILE + " speaks of a log of " + facts.size() + " entries, the checkpoint of "
                        + checkpoint.size());
            }
            return new Extent(facts, true);
        } catch (MalformedException noFacts) {
            throw UnprovenException.doesNotHold(ExportFacts.FILE + ": " + noFacts.getMessage());
        }
    }

    List<String> proofs() {
        return isExport ? facts.proven().stream().map(ExportFacts::proofPath).toList() : List.of();
    }

    /** As an auditor asked for it, in positions, which count from 1. */
    String asked() {
        return facts.isWhole() ? "the whole log" : "the positions " + facts.from() + " to " + facts.to() + " of " + facts.size();
    }

    /** What is judged and what is not, in entries, which count from 0. */
    String judged() {
        if (facts.isWhole()) {
            return "every entry is in the signed tree";
        }
        return TileFiles.range(facts.firstEntry(), facts.endEntry() - facts.firstEntry()) + " of " + facts.size() + " are in the signed tree; "
                + absent() + ", by intention, and were not judged";
    }

    private String absent() {
        String before = facts.firstEntry() == 0 ? "" : TileFiles.range(0, facts.firstEntry());
        String after = facts.endEntry() == facts.size() ? "" : TileFiles.range(facts.endEntry(), facts.size() - facts.endEntry());
        if (before.isEmpty() && after.isEmpty()) {
            return "no entry is absent, though fewer were asked for";
        }
        return before + (before.isEmpty() || after.isEmpty() ? "" : " and ") + after + " are not in this export";
    }
}
