"""The conversation that fills in a form.

`xform.reading.load_form` compiles an XForm (made by `bot.forms.workbook.workbook`) into a `Form`, shared by all;
`filling.Filling` is one person's way through it: values in, verdicts out (`places`), plain JSON in between.
`interview…` puts it into words.

Behind `Filling`: `tree` holds the answers, `recompute` keeps relevance, calculations and counted rows in step with them
by the order that `xform.dependencies` found, `checks` says whether an answer may stand, `stops` where one can stand,
`saved` writes the state. `expressions` is XPath as ODK forms use it, with JavaRosa's rules.

Where ours parts from JavaRosa, on purpose:

* A bare string that is a date, beside a date, is compared as one (`'2026-01-01' < today()`).
* Rows beyond a `jr:count` that became smaller rest: they read as not there and come back with their answers. JavaRosa
  leaves them standing, and keeps one row where the count is 0.
* An answer whose choice is gone stays until it is asked again; JavaRosa blanks it when it next looks at the question,
  even while the question is hidden.
* A calculation that reads another row is always fresh; JavaRosa computes it again only for the row that changed.
* `max()` of negative numbers is the largest of them; JavaRosa has 0. `last()` is known. `*` finds all children.
* The same expression means the same in a row whatever stands elsewhere in the form; in JavaRosa an absolute path into
  the own repeat widens to all rows when another question outside has the very same text.
"""
