package eu.volens.rights.system;

import eu.volens.rights.request.CaseNumbers;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Case numbers from a sequence of the database, shared by all instances. Never starts anew, so a number alone names a case. */
final class SequenceCaseNumbers implements CaseNumbers {

    private final JdbcClient database;

    SequenceCaseNumbers(JdbcClient database) {
        this.database = database;
    }

    @Override
    public String next(int year) {
        long number = database.sql("SELECT nextval('case_number')").query(Long.class).single();
        return String.format(Locale.ROOT, "%d-%06d", year, number);
    }
}
