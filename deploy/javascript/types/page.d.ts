// On our pages a selector finds HTML, and its last tag says which: "form a[href]" finds an HTMLAnchorElement.

type LastPart<Selector> = Selector extends `${string} ${infer Rest}` ? LastPart<Rest> : Selector;

type Tag<Part> = Part extends `${infer Before}[${string}`
  ? Tag<Before>
  : Part extends `${infer Before}.${string}`
    ? Tag<Before>
    : Part extends `${infer Before}:${string}`
      ? Tag<Before>
      : Part;

type Found<Selector> = Selector extends `${string},${string}`
  ? HTMLElement
  : Tag<LastPart<Selector>> extends keyof HTMLElementTagNameMap
    ? HTMLElementTagNameMap[Tag<LastPart<Selector>>]
    : HTMLElement;

interface ParentNode {
  querySelector<Selector extends string>(selector: Selector): Found<Selector> | null;
  querySelectorAll<Selector extends string>(selector: Selector): NodeListOf<Found<Selector>>;
}

interface Element {
  closest<Selector extends string>(selector: Selector): Found<Selector> | null;
}

// The camera's light is in no standard that TypeScript knows.
interface MediaTrackCapabilities {
  torch?: boolean;
}

interface MediaTrackConstraintSet {
  torch?: boolean;
}
