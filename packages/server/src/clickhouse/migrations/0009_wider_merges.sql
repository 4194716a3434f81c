-- Still every fifth part of a second that the machine worked under load went to merging. With twice the base a row is
-- merged half as often in its first hour, and a list waits less for merges than it reads more parts.

/*embedded ALTER TABLE traces MODIFY SETTING merge_selector_base = 20*/;
/*embedded ALTER TABLE spans MODIFY SETTING merge_selector_base = 20*/;
/*embedded ALTER TABLE trace_stats MODIFY SETTING merge_selector_base = 20*/;
