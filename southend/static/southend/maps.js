// Draw <div class="so-map" data-map="ID"> from <script type="application/json" id="ID">: a GeoJSON FeatureCollection.
//
// Properties read: name; chosen (drawn in the accent, and what the map is drawn round).
// No tiles and no other host: names are printed on the areas. Everything on the map is in the table beside it.
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
    direction: feature.geometry.type === "Point" ? "right" : "center",
    className: chosen ? "so-area-name so-area-name--chosen" : "so-area-name",
  });
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
  if (bounds.isValid()) map.fitBounds(bounds, { padding: [24, 24], maxZoom: 16 });
}

document.querySelectorAll("[data-map]").forEach(draw);
