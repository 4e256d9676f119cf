/* Light, dark or like the device: worked out before the first figure is drawn, and kept in cookies for the server. */
(function () {
  const year = 365 * 24 * 3600;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const read = (name) => (document.cookie.match(new RegExp("(?:^|; )" + name + "=([^;]*)")) || [])[1];
  const keep = (name, value) => {
    document.cookie = `${name}=${value}; max-age=${year}; path=/; samesite=lax`;
  };
  const shade = () => {
    const choice = read("colours") || "auto";
    return choice === "auto" ? (dark.matches ? "dark" : "light") : choice;
  };
  const apply = () => {
    keep("shade", shade());
    document.documentElement.setAttribute("data-mantine-color-scheme", shade());
  };
  // The address may carry edits that the server has not seen as an address yet.
  const renew = () => {
    window.dash_clientside.set_props("url", { search: window.location.search });
    window.dash_clientside.set_props("shade", { data: shade() });
  };
  apply();
  window.terminwerkColours = {
    choose(choice) {
      keep("colours", choice);
      apply();
      renew();
    },
  };
  dark.addEventListener("change", () => {
    apply();
    renew();
  });
})();
