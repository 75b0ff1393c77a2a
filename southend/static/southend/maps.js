// Draw <div class="so-map" data-map="ID"> from <script type="application/json" id="ID">: a GeoJSON FeatureCollection.
//
// Properties read: name; chosen (drawn in the accent, and what the map is drawn round).
// No tiles and no other host: names are printed on the areas. Everything on the map is in the table beside it.
// No name covers another: where areas are close a name stands beside its area, with a line that leads to it.
const L = window.L;

function areaStyle(feature) {
  return { className: feature.properties.chosen ? "so-area so-area--chosen" : "so-area" };
}

function nameArea(feature, layer) {
  const { name, chosen } = feature.properties;
  if (!name) return;
  const text = document.createElement("span"); // as an element, so that a name is never read as markup
  text.textContent = name;
  layer.bindTooltip(text, {
    permanent: true,
    interactive: false,
    opacity: 1,
    direction: feature.geometry.type === "Point" ? "right" : "center",
    className: chosen ? "so-area-name so-area-name--chosen" : "so-area-name",
  });
}

// Where a name may stand, seen from its own place, the nearest first; up and down before left and right.
const PLACES = [];
for (let down = -180; down <= 180; down += 20) {
  for (let right = -240; right <= 240; right += 24) PLACES.push([right, down]);
}
PLACES.sort(([a, b], [c, d]) => Math.hypot(a * 1.2, b) - Math.hypot(c * 1.2, d) || a - c || b - d);
const GAP = 3;
const NEAR = 16;

function boxOf(part, frame) {
  const { left, top, width, height } = part.getBoundingClientRect();
  return { left: left - frame.left, top: top - frame.top, width, height };
}

function moved(box, [right, down]) {
  return { ...box, left: box.left + right, top: box.top + down };
}

function areApart(one, other) {
  return one.left + one.width + GAP <= other.left || other.left + other.width + GAP <= one.left
    || one.top + one.height + GAP <= other.top || other.top + other.height + GAP <= one.top;
}

function isWithin(box, frame) {
  return box.left >= 0 && box.top >= 0 && box.left + box.width <= frame.width && box.top + box.height <= frame.height;
}

function nearestPoint(box, point) {
  const between = (low, value, high) => Math.min(Math.max(value, low), high);
  return L.point(between(box.left, point.x, box.left + box.width), between(box.top, point.y, box.top + box.height));
}

// Give each name in view the first place that is free; what is chosen comes first, then by name.
function placeNames(map, names, lines) {
  const frame = map.getContainer().getBoundingClientRect();
  const taken = [...map.getContainer().querySelectorAll(".leaflet-control")].map((part) => boxOf(part, frame));
  lines.clearLayers();
  for (const name of names) {
    name.options.offset = L.point(0, 0);
    name.update();
    const own = map.latLngToContainerPoint(name.getLatLng());
    if (!map.getSize().contains(own) || own.x < 0 || own.y < 0) continue;
    const box = boxOf(name.getElement(), frame);
    const isFree = (place) => isWithin(moved(box, place), frame) && taken.every((other) => areApart(moved(box, place), other));
    const place = PLACES.find(isFree) ?? [0, 0];
    const there = moved(box, place);
    taken.push(there);
    name.options.offset = L.point(place);
    name.update();
    if (Math.hypot(...place) <= NEAR) continue;
    const ends = [own, nearestPoint(there, own)].map((point) => map.containerPointToLatLng(point));
    L.polyline(ends, { className: "so-leader", interactive: false }).addTo(lines);
  }
}

function namesOf(layer) {
  const named = layer.getLayers().filter((part) => part.getTooltip());
  const rank = ({ feature }) => [feature.properties.chosen ? 0 : 1, feature.properties.name];
  named.sort((one, other) => {
    const [a, b] = [rank(one), rank(other)];
    return a[0] - b[0] || a[1].localeCompare(b[1], "en-GB");
  });
  return named.map((part) => part.getTooltip());
}

function draw(element) {
  const source = document.getElementById(element.dataset.map);
  const features = JSON.parse(source.textContent);
  const map = L.map(element, { attributionControl: false, scrollWheelZoom: false, zoomSnap: 0.25, keyboard: true });
  const layer = L.geoJSON(features, {
    style: areaStyle,
    pointToLayer: (feature, place) => L.circleMarker(place, { radius: 6, className: "so-point" }),
    onEachFeature: nameArea,
  });
  layer.addTo(map);
  L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
  const chosen = layer.getLayers().filter((part) => part.feature.properties.chosen);
  const bounds = chosen.length ? L.featureGroup(chosen).getBounds() : layer.getBounds();
  if (bounds.isValid()) map.fitBounds(bounds, { padding: [24, 24], maxZoom: 16, animate: false });
  const names = namesOf(layer);
  const lines = L.layerGroup().addTo(map);
  map.on("zoomend moveend resize", () => placeNames(map, names, lines));
  document.fonts.ready.then(() => placeNames(map, names, lines));
}

document.querySelectorAll("[data-map]").forEach(draw);
