/** Modules that the build step makes out of templates, catalogue and files. */
declare module 'sanbao:templates' {
  const templates: import('./render.js').MakeTemplates;
  export default templates;
}
declare module 'sanbao:assets' {
  export const version: string;
  export const paths: string[];
  export const later: string[];
}
interface Window {
  htmx?: {
    process(element: Element): void;
    swap(ctx: object): Promise<void>;
    ajax(method: string, path: string, options: object): Promise<void>;
  };
}
