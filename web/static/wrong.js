// Where a form was refused, the reader is brought to what is to be mended: to the field that the first complaint is about,
// else to the complaint. Without scripts the page says it at its top.
(function () {
  var page = document.getElementById("content");
  var said = page.querySelector('.complaint:not([hidden])') || page.querySelector('[role="alert"]:not([hidden])');
  if (!said) return;
  var field = said.parentElement.querySelector('[aria-invalid="true"]') || said;
  if (field === said) said.tabIndex = -1;
  field.focus();
})();
