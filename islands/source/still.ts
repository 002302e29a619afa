// A copy without a server, opened from a disk too: there browsers load no modules, so that all is one script.
import * as beside from "./beside";
import * as reader from "./reader";
import { theme } from "./switch";
import * as timeline from "./timeline";

const ISLANDS: Record<string, { start(root: HTMLElement): void }> = { beside, reader, timeline };

theme();
for (const root of document.querySelectorAll<HTMLElement>("[data-island]")) {
  ISLANDS[root.dataset.island ?? ""]?.start(root);
}
