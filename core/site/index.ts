// The door of core/site: what a site's (or a lab's) folder says.
export { inventoryFile, knownHostsFile, knownHostsText, loadSiteInventory } from './load-site.ts';
export { knownNames } from './known-names.ts';
