/** Under which the graph stands in the metadata of a trace, by Opik's convention. */
export const GRAPH_KEY = '_opik_graph_definition';

/** A graph as text. */
export interface GraphDefinition {
  format: 'mermaid';
  data: string;
}
