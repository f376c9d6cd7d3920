/** Modules that the build step makes out of templates, catalogue and files. */
declare module 'sanbao:messages' {
  const messages: Record<string, string>;
  export default messages;
}
declare module 'sanbao:templates' {
  const templates: Record<string, unknown>;
  export default templates;
}
declare module 'sanbao:later-messages' {
  const messages: Record<string, string>;
  export default messages;
}
declare module 'sanbao:later-templates' {
  const templates: Record<string, unknown>;
  export default templates;
}
declare module 'sanbao:assets' {
  export const version: string;
  export const paths: string[];
  export const later: string[];
}
declare module '@11ty/nunjucks/browser/nunjucks-slim.js' {
  const nunjucks: { Environment: any; PrecompiledLoader: any };
  export default nunjucks;
}
interface Window {
  htmx?: {
    process(element: Element): void;
    ajax(method: string, path: string, options: object): Promise<void>;
  };
}
