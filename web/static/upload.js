// A file that is larger than is taken is said so when it is chosen, and is not sent: what was typed beside it would be lost
// with it. Without scripts the server says it.
document.querySelectorAll("input[type=file][data-most]").forEach(function (field) {
  var said = document.createElement("p");
  said.className = "complaint";
  said.setAttribute("role", "alert");
  said.hidden = true;
  field.before(said);
  function isTooLarge() {
    return Array.from(field.files).some(function (file) { return file.size > Number(field.dataset.most); });
  }
  function look() {
    said.hidden = !isTooLarge();
    said.textContent = said.hidden ? "" : field.dataset.tooLarge;
  }
  field.addEventListener("change", look);
  field.form.addEventListener("submit", function (event) {
    look();
    if (!isTooLarge()) return;
    event.preventDefault();
    field.focus();
  });
});
