// What the scripts of a page leave for each other, and what the build puts in.
interface Window {
  onrecordSearch(name: string, ...parts: unknown[]): void;
}
