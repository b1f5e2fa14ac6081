// What a program can see of focus and forced colours on the page that is shown. One element of each look is tried.
() => {
  const numbers = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const isOpaque = (colour) => colour.startsWith("rgb(") || numbers(colour)[3] === 1;
  const light = (colour) => {
    const [r, g, b] = numbers(colour).map((each) => each / 255).map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const behind = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const colour = getComputedStyle(each).backgroundColor;
      if (isOpaque(colour)) return colour;
    }
    return matchMedia("(forced-colors: active)").matches ? getComputedStyle(document.body).backgroundColor : "rgb(255, 255, 255)";
  };
  const look = (element) => {
    const names = [];
    for (let each = element; each && names.length < 4; each = each.parentElement) names.push(`${each.tagName}.${each.getAttribute("class") ?? ""}.${each.type ?? ""}`);
    return names.join(" < ");
  };
  const oneOfEach = (selector) => {
    const found = new Map();
    for (const each of document.querySelectorAll(selector)) {
      if (!each.checkVisibility({ visibilityProperty: true })) continue;
      const key = look(each);
      if (!found.has(key)) found.set(key, each);
    }
    return [...found.values()];
  };
  const told = (element, what) => `${what}: ${element.outerHTML.slice(0, 140)}`;
  const wrong = [];

  if (matchMedia("(forced-colors: active)").matches) {
    for (const picture of oneOfEach("svg, img[src$='.svg']")) {
      const ground = behind(picture);
      const drawn = [...picture.querySelectorAll("path, line, rect, circle, polyline, polygon")].flatMap((each) => {
        const style = getComputedStyle(each);
        return [style.fill, style.stroke].filter((colour) => colour.startsWith("rgb"));
      });
      const isSeen = picture.matches("img") ? isOpaque(getComputedStyle(picture).backgroundColor) && getComputedStyle(picture).forcedColorAdjust === "none" : drawn.some((colour) => contrast(colour, ground) >= 3);
      if (!isSeen) wrong.push(told(picture, "not seen in forced colours"));
    }
    for (const control of oneOfEach(".control, .btn")) {
      if (parseFloat(getComputedStyle(control).borderTopWidth) < 1) wrong.push(told(control, "no edge in forced colours"));
    }
    return wrong;
  }

  for (const element of oneOfEach("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")) {
    if (element.disabled || element.tabIndex < 0) continue;
    element.focus({ preventScroll: true });
    if (document.activeElement !== element) continue;
    const style = getComputedStyle(element);
    const width = parseFloat(style.outlineWidth);
    if (!element.matches(":focus-visible") || style.outlineStyle === "none" || width < 2) wrong.push(told(element, `focus is not seen (${style.outlineStyle} ${width})`));
    else if (contrast(style.outlineColor, behind(element.parentElement)) < 3) wrong.push(told(element, `focus is pale (${style.outlineColor} on ${behind(element.parentElement)})`));
    if (style.transitionDuration.split(",").some((each) => parseFloat(each) > 0.001)) wrong.push(told(element, "moves although less motion is wanted"));
  }
  document.activeElement?.blur();
  return wrong;
}
