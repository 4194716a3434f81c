-- Under load a row is merged again and again while its part is small, which costs more than its insert. With a higher base
-- parts wait for more of their size; when writes rest, they are merged all the same.

/*embedded ALTER TABLE traces MODIFY SETTING merge_selector_base = 10*/;
/*embedded ALTER TABLE spans MODIFY SETTING merge_selector_base = 10*/;
