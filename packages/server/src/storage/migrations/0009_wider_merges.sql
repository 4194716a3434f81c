-- Under load a third of what the machine did was still merging. With twice the base a row is merged about half as often, and a
-- list waits less for merges than it reads more parts. What deletes rows for good rewrites more parts, and takes longer.

/*embedded ALTER TABLE traces MODIFY SETTING merge_selector_base = 20*/;
/*embedded ALTER TABLE spans MODIFY SETTING merge_selector_base = 20*/;
/*embedded ALTER TABLE trace_stats MODIFY SETTING merge_selector_base = 20*/;
