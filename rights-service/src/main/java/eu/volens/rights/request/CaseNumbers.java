package eu.volens.rights.request;

/** Numbers by which people speak of their case. Unique for ever; a number may be skipped, never given twice. Safe for many instances. */
public interface CaseNumbers {

    /**
     * @param year of receipt, in the controller's zone
     * @return such as {@code 2026-000123}
     */
    String next(int year);
}
