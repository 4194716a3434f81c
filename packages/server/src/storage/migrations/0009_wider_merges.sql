-- Under load, merges still took a third of the machine's time. With twice the base, a row is merged about half as
-- often. Lists gain more from fewer merges than they lose by reading more parts. Deleting rows permanently rewrites
-- more parts and takes longer.

/*embedded ALTER TABLE traces MODIFY SETTING merge_selector_base = 20*/;
/*embedded ALTER TABLE spans MODIFY SETTING merge_selector_base = 20*/;
/*embedded ALTER TABLE trace_stats MODIFY SETTING merge_selector_base = 20*/;
