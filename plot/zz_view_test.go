package plot
import ("testing";"os";"time")
func TestView(t *testing.T){
 dir:="/tmp/pics/"; os.MkdirAll(dir,0o755)
 for _,s:=range specs(t){
  f,_:=os.Create(dir+s.name+".svg"); if err:=NetworkSVG(f,s.n);err!=nil{t.Error(s.name,err)}; f.Close()
  st:=time.Now()
  f,_=os.Create(dir+s.name+".png"); if err:=NetworkPNG(f,s.n,PNG{Scale:1.25, Dark: s.name=="normed"||s.name=="iris-sample"});err!=nil{t.Error(s.name,err)}; f.Close()
  t.Log(s.name,time.Since(st))
 }
}
