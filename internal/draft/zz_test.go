package draft
import ("testing";"time";"strings")
func TestZZ(t *testing.T){
 l:=writer(t).Linter("en")
 for _, s := range []string{strings.Repeat("sorry ",20000), strings.Repeat("a",200000), strings.Repeat(". A",50000), strings.Repeat("- x\n",50000), strings.Repeat("> x\n",50000), strings.Repeat("maybe 10:00 tuesday ",5000), strings.Repeat("\xff",100000), strings.Repeat(" ",100000),strings.Repeat("Hi,\n",30000), strings.Repeat("[",100000), strings.Repeat("_",100000)} {
  t0:=time.Now(); l.Lint(Letter{Body:s},nil); t.Logf("%q %d %v", s[:10], len(s), time.Since(t0))
 }
}
