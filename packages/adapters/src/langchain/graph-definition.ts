/** Key of the graph in a trace's metadata, from Opik's convention. */
export const GRAPH_KEY = '_opik_graph_definition';

/** A graph as Mermaid text. */
export interface GraphDefinition {
  format: 'mermaid';
  data: string;
}
