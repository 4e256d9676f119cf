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
    const copied = document.execCommand("copy");
    area.remove();
    if (!copied) throw new Error("the browser copies nothing");
  };
  // The link of a chart, with what the address bar has come to know since the chart was drawn.
  const permalink = (anchor) => {
    const url = new URL(anchor.href);
    new URL(window.location.href).searchParams.forEach((value, name) => {
      if (name !== "fresh" && !url.searchParams.has(name)) url.search += `&${name}=${encodeURIComponent(value)}`;
    });
    return url.href;
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
  // A picture says below itself which run it shows, and where it is to be found.
  const withFoot = (text, section, size) => {
    const svg = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    const style = getComputedStyle(section.querySelector(".tw-ft"));
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = `11px ${style.fontFamily}`;
    const lines = [];
    [section.dataset.run, permalink(section.querySelector(".tw-permalink"))].filter(Boolean).forEach((said) => {
      let line = "";
      [...said].forEach((letter) => {
        if (line && pen.measureText(line + letter).width > size.width - 16) {
          lines.push(line);
          line = "";
        }
        line += letter;
      });
      lines.push(line);
    });
    const all = { width: size.width, height: size.height + 16 * lines.length + 12 };
    const add = (name, properties, before = null) => {
      const one = document.createElementNS("http://www.w3.org/2000/svg", name);
      Object.entries(properties).forEach(([key, value]) => one.setAttribute(key, value));
      return svg.insertBefore(one, before);
    };
    svg.setAttribute("height", all.height);
    svg.setAttribute("viewBox", `0 0 ${all.width} ${all.height}`);
    add("rect", { ...all, fill: getComputedStyle(section).backgroundColor }, svg.firstChild);
    lines.forEach((line, i) => {
      const place = { x: 8, y: size.height + 16 * (i + 1), fill: style.color, "font-size": 11, "font-family": "Inter Variable, sans-serif" };
      add("text", place).textContent = line;
    });
    return [new XMLSerializer().serializeToString(svg), all];
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
    const [footed, all] = withFoot(decodeURIComponent(drawn.slice(drawn.indexOf(",") + 1)), section, size);
    const svg = await withFont(footed);
    const vector = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svg);
    const address = button.dataset.kind === "svg" ? vector : await raster(vector, all);
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
  // A link with #chart leads to the chart: it is drawn after the page, and the page grows while it is drawn.
  const arrive = () => {
    const name = window.location.hash.slice(1);
    if (!name || name === "main") return false;
    const began = Date.now();
    let [found, left] = [0, false];
    ["wheel", "touchmove", "keydown", "pointerdown"].forEach((kind) => {
      window.addEventListener(kind, () => (left = true), { once: true, passive: true });
    });
    const step = () => {
      const place = document.querySelector(`[data-chart="${CSS.escape(name)}"]`) || document.getElementById(name);
      if (left || Date.now() - began > 20000 || (found && Date.now() - found > 2500)) return;
      if (place) place.scrollIntoView();
      if (place && !found) {
        found = Date.now();
        if (!place.hasAttribute("tabindex")) place.tabIndex = -1;
        place.focus({ preventScroll: true });
      }
      setTimeout(step, 150);
    };
    step();
    return true;
  };
  arrive();
  window.addEventListener("hashchange", arrive);
  // The focus is on a field of the page, or on the new page itself; drawing anew takes neither away.
  let [coming, held, watching] = [false, "", false];
  const there = () => {
    const title = document.querySelector("#page h1");
    if (!title) return;
    document.title = `${title.textContent} · Terminwerk`;
    if (!coming) return;
    coming = false;
    document.getElementById("announce").textContent = title.textContent;
    document.getElementById("main").focus({ preventScroll: true });
  };
  const redrawn = () => {
    const field = held && document.activeElement === document.body ? document.getElementById(held) : null;
    if (field) field.focus({ preventScroll: true });
  };
  document.addEventListener("focusin", (event) => {
    const page = document.getElementById("page");
    held = page && page.contains(event.target) ? event.target.id : "";
    if (page && !watching) watching = !new MutationObserver(redrawn).observe(page, { childList: true, subtree: true });
  });
  document.addEventListener("focusout", (event) => {
    if (!event.relatedTarget) setTimeout(() => (held = event.target.isConnected ? "" : held), 0);
  });
  const closeFolds = (but) => {
    document.querySelectorAll("details.tw-fold[open]").forEach((one) => {
      if (one !== but) one.removeAttribute("open");
    });
  };

  // The details of one team at a time: of the one that was chosen, or whose slider moves.
  const detail = (team) => {
    document.querySelectorAll(".tw-team").forEach((one) => one.setAttribute("aria-expanded", String(one === team)));
    document.querySelectorAll(".tw-detail").forEach((one) => {
      one.classList.toggle("on", one.id === `detail-${team.dataset.team}`);
    });
  };
  const moved = (event) => {
    const slider = event.target.closest(".tw-slider");
    if (slider) detail(slider.closest(".tw-row").querySelector(".tw-team"));
  };
  const MOVES = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"];
  document.addEventListener("pointerdown", moved);

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
    const link = at("a.tw-permalink");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      const address = permalink(link);
      return void copy(address).then(
        () => said(link),
        () => window.location.assign(address),
      );
    }
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
    if (at(".tw-team")) return detail(at(".tw-team"));
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
    if (MOVES.includes(event.key)) return moved(event);
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
      find: (text, options) => {
        const url = new URL(window.location.href);
        if (text) url.searchParams.set("find", text);
        else url.searchParams.delete("find");
        window.history.replaceState(window.history.state, "", url);
        return { ...options, quickFilterText: text || "" };
      },
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
        coming = !arrive();
        if (coming) window.scrollTo(0, 0);
        setTimeout(there, 400);
        return ["", false];
      },
    },
  });
})();
