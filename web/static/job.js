// How far a file is that is being made, looked at every two seconds and when somebody comes back to this page. The page
// stays, for a new one would take the keyboard's place away and be read aloud from its top; what has changed is said once.
// Without scripts the page comes anew.
(function () {
  var box = document.getElementById("job"), status = box.querySelector("[role=status]"), isAsking = false;
  function look() {
    if (isAsking || document.hidden || !("going" in box.dataset)) return;
    isAsking = true;
    fetch(location.href).then(function (answer) {
      // A server that is away for a moment is asked again; whoever is signed out is told so by the page itself.
      if (answer.status < 500) return answer.text().then(show);
    }).catch(function () {}).then(function () { isAsking = false; });
  }
  function show(text) {
    var page = new DOMParser().parseFromString(text, "text/html"), now = page.getElementById("job");
    if (!now) return location.reload();
    var said = now.querySelector("[role=status]");
    if (said.textContent !== status.textContent) takes(status, said);
    takes(status.nextElementSibling, said.nextElementSibling);
    document.title = page.title;
    if (!("going" in now.dataset)) delete box.dataset.going;
  }
  function takes(place, other) { place.replaceChildren.apply(place, Array.from(other.childNodes)); }
  setInterval(look, 2000);
  document.addEventListener("visibilitychange", look);
})();
