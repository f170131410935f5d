// On a narrow screen the row of tabs is longer than it is wide: the present one is brought into sight.
(function () {
  var row = document.querySelector(".tabs ul"), here = row && row.querySelector("[aria-current]");
  if (!here) return;
  var around = row.getBoundingClientRect(), tab = here.getBoundingClientRect();
  row.scrollLeft += tab.left + tab.width / 2 - around.left - around.width / 2;
})();
