import "./stock/install.node.js";

export { type Display, display, newDisplay } from "./display.js";
export { show } from "./show.js";
export { type Versions, versions } from "./versions.node.js";
