// Tells once that the reader has come to the end of the letter. Without scripts nobody is told, and nothing else changes.
(function () {
  var end = document.getElementById("letter-end");
  if (!end || !end.dataset.end || !("IntersectionObserver" in window)) return;
  new IntersectionObserver(function (seen, watching) {
    if (!seen.some(function (one) { return one.isIntersecting; })) return;
    watching.disconnect();
    fetch(end.dataset.end, { method: "POST", keepalive: true });
  }, { threshold: 0.5 }).observe(end);
})();
