-- Under load, a row is merged repeatedly while its part is small, which costs more than its insert. With a higher base,
-- parts wait for more parts of their size. They are still merged when writes pause.

/*embedded ALTER TABLE traces MODIFY SETTING merge_selector_base = 10*/;
/*embedded ALTER TABLE spans MODIFY SETTING merge_selector_base = 10*/;
