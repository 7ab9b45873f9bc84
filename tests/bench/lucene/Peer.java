// Lucene 8 on the same vacancies and the same questions: processor time of the thread, one line for each kind.
//
//   java -cp … Peer INDEX VACANCIES QUESTIONS THREADS
//
// VACANCIES has a vacancy on each line: key, words, city, region, occupation, shift, highest pay, parted by tabs.
// QUESTIONS has a question on each line: kind, words, city, least pay. What comes out: name<TAB>value.

import java.io.BufferedReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.sortedset.DefaultSortedSetDocValuesReaderState;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetCounts;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetField;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesReaderState;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexOrDocValuesQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;

public final class Peer {
  private static final int TOP = 20;
  private static final int ROUNDS = 4;
  private static final String[] FACETS = {"region", "occupation", "shift"};
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  public static void main(String[] arguments) throws Exception {
    Path index = Paths.get(arguments[0]);
    build(index, Paths.get(arguments[1]), Integer.parseInt(arguments[3]));
    ask(index, Files.readAllLines(Paths.get(arguments[2]), StandardCharsets.UTF_8));
  }

  private static void build(Path index, Path vacancies, int threads) throws Exception {
    FieldType words = new FieldType();
    words.setTokenized(true);
    words.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
    words.freeze();
    FacetsConfig facets = new FacetsConfig();
    for (String facet : FACETS) {
      facets.setIndexFieldName(facet, "facet_" + facet);
    }
    long begun = System.nanoTime();
    long count;
    try (Directory directory = new MMapDirectory(index);
        IndexWriter writer =
            new IndexWriter(directory, new IndexWriterConfig(new WhitespaceAnalyzer()).setRAMBufferSizeMB(256));
        BufferedReader lines = Files.newBufferedReader(vacancies, StandardCharsets.UTF_8)) {
      BlockingQueue<String> queue = new ArrayBlockingQueue<>(10_000);
      String end = "";
      List<Thread> writing = new ArrayList<>();
      for (int at = 0; at < threads; at++) {
        Thread thread = new Thread(() -> {
          try {
            for (String line = queue.take(); !line.isEmpty(); line = queue.take()) {
              writer.addDocument(facets.build(document(line, words)));
            }
          } catch (Exception failure) {
            failure.printStackTrace();
            System.exit(1);
          }
        });
        thread.start();
        writing.add(thread);
      }
      count = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        queue.put(line);
        count++;
      }
      for (Thread thread : writing) {
        queue.put(end);
      }
      for (Thread thread : writing) {
        thread.join();
      }
      writer.commit();
      print("documents per second", count / ((System.nanoTime() - begun) / 1e9));
      writer.forceMerge(1);
    }
    long bytes = 0;
    try (var files = Files.list(index)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        bytes += Files.size(file);
      }
    }
    print("bytes", bytes);
  }

  private static Document document(String line, FieldType words) {
    String[] parts = line.split("\t", -1);
    Document document = new Document();
    document.add(new StoredField("key", parts[0]));
    document.add(new Field("text", parts[1], words));
    document.add(new StringField("city", parts[2], Field.Store.NO));
    for (int at = 0; at < FACETS.length; at++) {
      if (!parts[3 + at].isEmpty()) {
        document.add(new SortedSetDocValuesFacetField(FACETS[at], parts[3 + at]));
      }
    }
    if (!parts[6].isEmpty()) {
      long pay = Long.parseLong(parts[6]);
      document.add(new LongPoint("pay", pay));
      document.add(new NumericDocValuesField("pay", pay));
    }
    return document;
  }

  private static void ask(Path index, List<String> questions) throws Exception {
    try (Directory directory = new MMapDirectory(index);
        DirectoryReader reader = DirectoryReader.open(directory)) {
      IndexSearcher searcher = new IndexSearcher(reader);
      Map<String, SortedSetDocValuesReaderState> states = new LinkedHashMap<>();
      for (String facet : FACETS) {
        states.put(facet, new DefaultSortedSetDocValuesReaderState(reader, "facet_" + facet));
      }
      Map<String, List<Long>> took = new LinkedHashMap<>();
      Map<String, List<Long>> matches = new LinkedHashMap<>();
      for (int round = 0; round < ROUNDS; round++) {
        for (String line : questions) {
          String[] parts = line.split("\t", -1);
          Query query = query(parts);
          long begun = THREADS.getCurrentThreadCpuTime();
          if (parts[0].equals("Facets")) {
            FacetsCollector collector = new FacetsCollector();
            FacetsCollector.search(searcher, query, TOP, collector);
            for (SortedSetDocValuesReaderState state : states.values()) {
              new SortedSetDocValuesFacetCounts(state, collector).getAllDims(50);
            }
          } else {
            searcher.search(query, TOP);
          }
          long passed = THREADS.getCurrentThreadCpuTime() - begun;
          if (round == 0) {
            matches.computeIfAbsent(parts[0], kind -> new ArrayList<>()).add((long) searcher.count(query));
          } else {
            took.computeIfAbsent(parts[0], kind -> new ArrayList<>()).add(passed);
          }
        }
      }
      took.forEach((kind, nanos) -> print("median " + kind, median(nanos) / 1e3));
      matches.forEach((kind, counts) -> print("matches " + kind, median(counts)));
    }
  }

  private static Query query(String[] parts) {
    boolean all = parts[0].equals("One") || parts[0].equals("Two");
    BooleanQuery.Builder words = new BooleanQuery.Builder();
    for (String word : parts[1].split(" ")) {
      words.add(new TermQuery(new Term("text", word)), all ? Occur.MUST : Occur.SHOULD);
    }
    if (parts[2].isEmpty() && parts[3].isEmpty()) {
      return words.build();
    }
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    query.add(words.build(), Occur.MUST);
    if (!parts[2].isEmpty()) {
      query.add(new TermQuery(new Term("city", parts[2])), Occur.FILTER);
    }
    long least = Long.parseLong(parts[3]);
    query.add(
        new IndexOrDocValuesQuery(
            LongPoint.newRangeQuery("pay", least, Long.MAX_VALUE),
            NumericDocValuesField.newSlowRangeQuery("pay", least, Long.MAX_VALUE)),
        Occur.FILTER);
    return query.build();
  }

  private static double median(List<Long> values) {
    long[] sorted = values.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) / 2];
  }

  private static void print(String name, double value) {
    System.out.println(name + "\t" + value);
  }
}
