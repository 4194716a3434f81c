import { listConditions } from '../query/list-conditions.js';
import { averages, averageScores, commonStatistics, COST_FIGURES, costAndUsage, } from '../traces/statistics.js';
/** The statistics of the spans of a list, as `spans/stats` answers them. */
export async function spanStatistics(database, principal, query, signal) {
    const { where, parameters } = listConditions(database, principal, 'spans', query);
    const [own, [figures], scores] = await Promise.all([
        commonStatistics(database, 'spans', where, parameters, signal),
        database.read(`SELECT ${COST_FIGURES} FROM spans AS rows FINAL WHERE ${where}`, parameters, signal),
        averageScores(database, 'span', `SELECT id FROM spans FINAL WHERE ${where}`, parameters, signal),
    ]);
    return {
        stats: [
            { type: 'COUNT', name: 'span_count', value: own.total },
            ...own.stats,
            ...costAndUsage(figures),
            ...averages('feedback_scores', scores),
        ],
    };
}
//# sourceMappingURL=span-statistics.js.map