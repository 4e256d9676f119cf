/* What a page does without asking the server: tables, menus, pictures, links. One listener for all of them. */
(function () {
  const said = (button) => {
    const old = button.lastElementChild || button;
    if (button.dataset.busy) return;
    button.dataset.busy = "1";
    const text = old.lastChild && old.lastChild.nodeType === 3 ? old.lastChild : button.lastChild;
    const before = text.textContent;
    text.textContent = button.dataset.done;
    const live = document.getElementById("announce");
    if (live) live.textContent = button.dataset.done;
    setTimeout(() => {
      text.textContent = before;
      delete button.dataset.busy;
    }, 1600);
  };
  const copy = async (text) => {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  };
  const withLanguage = (lang) => {
    const url = new URL(window.location.href);
    url.searchParams.set("lang", lang);
    return url.href;
  };
  // A picture that leaves the page takes its typeface along.
  const withFont = async (svg) => {
    const bytes = await (await fetch("/assets/fonts/inter-latin-wght-normal.woff2")).arrayBuffer();
    let text = "";
    new Uint8Array(bytes).forEach((byte) => (text += String.fromCharCode(byte)));
    const face = `@font-face{font-family:"Inter Variable";font-weight:100 900;src:url(data:font/woff2;base64,${btoa(text)})}`;
    return svg.replace(/(<svg[^>]*>)/, `$1<style>${face}</style>`);
  };
  const raster = (vector, size) =>
    new Promise((done, fail) => {
      const image = new Image();
      image.onerror = () => fail(new Error("the picture cannot be drawn"));
      image.onload = () => {
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [2 * size.width, 2 * size.height];
        canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
        done(canvas.toDataURL("image/png"));
      };
      image.src = vector;
    });
  const picture = async (button) => {
    const section = button.closest("[data-chart]");
    const seen = () => [...section.querySelectorAll(".js-plotly-plot")].find((one) => one.offsetParent && one.data);
    for (let i = 0; i < 50 && !seen(); i += 1) await new Promise((done) => setTimeout(done, 100));
    const plot = seen();
    if (!plot) return;
    // A copy on the ground of the card: the drawing on the page stays as it is.
    const layout = { ...plot.layout, paper_bgcolor: getComputedStyle(section).backgroundColor };
    const size = { width: plot.offsetWidth, height: plot.offsetHeight };
    const copy = { data: plot.data, layout, config: { locale: document.documentElement.lang } };
    const drawn = await window.Plotly.toImage(copy, { format: "svg", ...size });
    const svg = await withFont(decodeURIComponent(drawn.slice(drawn.indexOf(",") + 1)));
    const vector = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svg);
    const address = button.dataset.kind === "svg" ? vector : await raster(vector, size);
    const link = document.createElement("a");
    link.href = address;
    link.download = `terminwerk-${section.dataset.chart}.${button.dataset.kind}`;
    document.body.append(link);
    link.click();
    link.remove();
  };
  const fetchTable = async (section) => {
    const place = section.querySelector("[data-table]");
    place.setAttribute("aria-busy", "true");
    const answer = await fetch(place.dataset.table);
    place.innerHTML = answer.ok ? await answer.text() : "";
    if (!answer.ok) place.textContent = await answer.text();
    place.removeAttribute("aria-busy");
  };
  const closeFolds = (but) => {
    document.querySelectorAll("details.tw-fold[open]").forEach((one) => {
      if (one !== but) one.removeAttribute("open");
    });
  };

  document.addEventListener("click", (event) => {
    const at = (selector) => event.target.closest(selector);
    closeFolds(at("details.tw-fold"));
    const toTable = at(".tw-to-table");
    if (toTable) {
      const on = toTable.getAttribute("aria-expanded") !== "true";
      toTable.setAttribute("aria-expanded", String(on));
      const section = toTable.closest("[data-chart]");
      section.classList.toggle("tabled", on);
      if (on) void fetchTable(section);
      if (!on) window.dispatchEvent(new Event("resize"));
      return;
    }
    if (at(".tw-image")) {
      closeFolds(null);
      return void picture(at(".tw-image"));
    }
    if (at(".tw-copy")) return void copy(at(".tw-copy").dataset.copy).then(() => said(at(".tw-copy")));
    if (at(".tw-copy-link")) {
      const lang = document.documentElement.lang;
      return void copy(withLanguage(lang)).then(() => said(at(".tw-copy-link")));
    }
    const shade = at(".tw-shade");
    if (shade) {
      document.querySelectorAll(".tw-shade").forEach((one) => one.setAttribute("aria-pressed", String(one === shade)));
      closeFolds(null);
      return window.terminwerkColours.choose(shade.dataset.shade);
    }
    const team = at(".tw-team");
    if (team) {
      document.querySelectorAll(".tw-team").forEach((one) => one.setAttribute("aria-expanded", String(one === team)));
      document.querySelectorAll(".tw-detail").forEach((one) => {
        one.classList.toggle("on", one.id === `detail-${team.dataset.team}`);
      });
      return;
    }
    const inside = at("a.tw-go");
    if (inside && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
      event.preventDefault();
      const target = new URL(inside.href);
      const edits = new URL(window.location.href).searchParams.get("set");
      if (inside.matches(".tw-nl") && edits) target.searchParams.set("set", edits);
      window.history.pushState({}, "", target.pathname + target.search + target.hash);
      window.dispatchEvent(new PopStateEvent("popstate"));
      return;
    }
    const lang = at("a.tw-lang");
    if (lang) {
      event.preventDefault();
      window.location.href = withLanguage(lang.getAttribute("lang"));
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details.tw-fold[open]");
    if (!open) return;
    open.removeAttribute("open");
    open.querySelector("summary").focus();
  });

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    terminwerk: {
      renewed: () => {
        document.querySelectorAll(".tabled[data-chart]").forEach((one) => void fetchTable(one));
        return window.dash_clientside.no_update;
      },
      find: (text, options) => ({ ...options, quickFilterText: text || "" }),
      edited: (draft) => {
        const url = new URL(window.location.href);
        if (["/staffing", "/quotas"].includes(url.pathname)) {
          url.searchParams.set("set", draft.set);
          url.searchParams.delete("fresh");
          window.history.replaceState(window.history.state, "", url);
        }
        return window.dash_clientside.no_update;
      },
      looked: (moment) => {
        const url = new URL(window.location.href);
        if (moment && url.pathname === "/quotas") {
          url.searchParams.set("at", moment.at);
          url.searchParams.set("day", moment.day);
          window.history.replaceState(window.history.state, "", url);
        }
        return window.dash_clientside.no_update;
      },
      raced: (shown) => {
        const url = new URL(window.location.href);
        if (shown && url.pathname === "/quotas") {
          ["race", "by"].forEach((one) => (shown[one] ? url.searchParams.set(one, shown[one]) : url.searchParams.delete(one)));
          window.history.replaceState(window.history.state, "", url);
        }
        return window.dash_clientside.no_update;
      },
      burger: (opened, navbar) => ({ ...navbar, collapsed: { mobile: !opened } }),
      arrived: () => {
        window.scrollTo(0, 0);
        setTimeout(() => {
          const title = document.querySelector("#page h1");
          if (title) document.title = `${title.textContent} · Terminwerk`;
        }, 400);
        return ["", false];
      },
    },
  });
})();
