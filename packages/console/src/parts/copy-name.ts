/** The name a form proposes for the copy of a thing whose name must stay its own. */
export const copyName = (name: string): string => `${name} (copy)`;
