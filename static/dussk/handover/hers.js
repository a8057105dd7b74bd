// Nothing lies in the browser while she has it: not even which page the worker's own pages noted last (htmx does).
for (const store of ["sessionStorage", "localStorage"]) {
  try {
    window[store].clear();
  } catch {
    // closed to pages: nothing lies there
  }
}
